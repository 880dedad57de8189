"""Prints what pandas makes of CSV files: for each path its columns with their types, as JSON."""
import json
import sys

import pandas

print(json.dumps({path: {name: str(kind) for name, kind in pandas.read_csv(path).dtypes.items()} for path in sys.argv[1:]}))
