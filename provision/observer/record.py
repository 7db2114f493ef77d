"""The recorder's journal, and the last known value of everything in it."""
import threading

from journal import Journal, lines_from

# What says when, where in a journal, and out of which revision; not what.
CIRCUMSTANCES = ("at", "t", "h", "rev", "before")


class Record:
    def __init__(self, path):
        self.lock = threading.RLock()
        self.known = {}
        self.revision = 0  # the highest that any event of the journal carries
        for _, event in lines_from(path, 0):
            if event.get("what") != "alive":
                self.revision = max(self.revision, event.get("rev", 0))
                self.known[self.subject(event)] = self.essence(event)
        self.journal = Journal(path)

    @staticmethod
    def subject(event):
        which = event.get("name") if event["what"] in ("member", "server") else event.get("member")
        return f"{event['what']}/{which or ''}"

    @staticmethod
    def essence(event):
        return {key: value for key, value in event.items() if key not in CIRCUMSTANCES}

    def last(self, what, which=""):
        """The last known event of a kind, without its circumstances; empty where there was none."""
        return self.known.get(f"{what}/{which}", {})

    def note(self, **event):
        """Writes an event unless it says what is known already: positions in WAL change all the time, states do not."""
        with self.lock:
            subject, essence = self.subject(event), self.essence(event)
            if self.known.get(subject) != essence:
                self.tell(**event)

    def tell(self, **event):
        """Writes an event, whatever is known."""
        with self.lock:
            self.known[self.subject(event)] = self.essence(event)
            self.revision = max(self.revision, event.get("rev", 0))
            self.journal.write(**event)
