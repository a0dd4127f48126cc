"""Dashboards as code: queries, panels and boards in Python, their JSON generated and committed."""
