"""The untrusted half: what runs in the sandbox beside the student's code. Imports only grader.wire of ours.

It may be read, patched and lied for by student code; nothing it says is believed. What it does carefully, it does so
that an honest student's program behaves as in the notebook.
"""
