"""The demo: a fictional municipality, told as data and played through the services.

The words stand here, one module a thing, with no import of Django: ``people``, ``committees``,
``meetings/``, ``ideas/``, ``projects/``. How they get into the database stands in ``stage/``; the
command ``load_demo`` starts it. Every person, association and company is invented.
"""
