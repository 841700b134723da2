"""One search for the whole portal; what is found, and by whom, the apps say in their `search.py`."""
