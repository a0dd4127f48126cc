"""Decides when sources are crawled, runs the crawl as a process of its own, and has its report ingested."""
