"""What bin/demo and bin/test do: prepare the checkout, start real servers, run on them.

Start reading in `demo.py` and `tests.py`; every other module is one step of theirs. Until the
virtual environment exists only the standard library may be imported.
"""
