"""Tables of providers: CSV, XLSX and JSON, with a mapping that says which column is what.

A row is a session, or a course without one. Rows with the same number that follow each other are one course.
"""
