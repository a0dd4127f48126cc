"""The database: models, migrations entry, and the only SQL of the project, one module a subject."""
