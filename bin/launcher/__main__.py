"""`python -m bin.launcher demo|test|ci`, called by bin/demo, bin/test and .ci/run."""

import sys

from . import checkout, ci, demo, say, tests

COMMANDS = {"demo": demo.main, "test": tests.main, "ci": ci.main}


def main() -> int:
    command, *arguments = sys.argv[1:]
    checkout.let_others_pass()
    try:
        return COMMANDS[command](arguments)
    except say.Trouble as trouble:
        say.error(str(trouble))
    except PermissionError as error:
        say.error(
            f"No right to use {error.filename}. It was probably made by another user, who should"
            " run this; or remove it."
        )
    except KeyboardInterrupt:
        say.error("Stopped.")
    return 1


sys.exit(main())
