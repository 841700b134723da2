import logging

from portal.ui.request_ids import current_request_id


class RequestIdFilter(logging.Filter):
    """Put the id of the request or job at work on every line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id.get() or "-"
        return True
