"""One search for the portal; what is found, and by whom, the apps say in their `search.py`."""
