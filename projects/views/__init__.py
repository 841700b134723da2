"""Pages of projects: fetch, form, service, respond."""
