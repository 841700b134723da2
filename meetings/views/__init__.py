"""Pages of meetings: fetch, form, service, respond."""
