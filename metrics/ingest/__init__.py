"""Takes crawl reports and files in: documents, texts, statements, events. It binds nothing: a binder is given."""
