"""Rendering of results as pages for people.

Owns the view models, templates and styles of `report.html` and `index.html`. Sees only `grader.model` and the leaf
`grader.text`: a page is a pure function of reports, and never knows how they came about. `reports.render` alone
imports Jinja.
"""
