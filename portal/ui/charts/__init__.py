"""Pictures drawn by the server: what stands where, and how wide words are."""
