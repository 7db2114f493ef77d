"""Reads an archive with another program's eyes: prints its files as JSON, after checking every checksum."""
import json
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    files = [
        {
            "path": entry.filename,
            "mode": oct(entry.external_attr >> 16),
            "time": entry.date_time,
            "stored": entry.compress_type == zipfile.ZIP_STORED,
            "size": entry.file_size,
        }
        for entry in archive.infolist()
    ]
    archive.extractall(sys.argv[2])
json.dump(files, sys.stdout)
