"""The pages in a real browser: accessible, readable at any width, deaf to every student's string.

Uses the system's Chromium through Playwright; axe-core comes inside `axe-playwright-python`. Missing tools are a
reason to skip, except in CI, where they are a failure.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.render import render_index, render_report
from tests.unit import report_samples as samples

pytestmark = pytest.mark.browser

PAGES: dict[str, Callable[[], str]] = {
    "mixed": lambda: render_report(samples.mixed()),
    "staff": lambda: render_report(samples.mixed(), audience="staff"),
    "every-outcome": lambda: render_report(samples.every_outcome()),
    "hostile": lambda: render_report(samples.hostile(), audience="staff"),
    "rejected": lambda: render_report(samples.ungraded("rejected", "invalid JSON at line 1, column 1")),
    "broken": lambda: render_report(samples.ungraded("harness_error", "engine gone")),
    "index": lambda: render_index(samples.gradebook(45), title="Optimization Methods"),
    "index-hostile": lambda: render_index([samples.hostile(), samples.perfect()], title=samples.HOSTILE),
}
# `--disable-*`: a browser under test talks to nobody. No sandbox of its own: CI runs as root, on pages of ours only.
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]


def missing() -> str | None:
    """What these tests need and the machine lacks."""
    for module in ("playwright", "axe_playwright_python"):
        if importlib.util.find_spec(module) is None:
            return f"the Python package {module} is not installed"
    if not chromium():
        return "no chromium on the PATH"
    return None


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    lack = missing()
    if lack:
        if os.environ.get("CI"):
            pytest.fail(f"{lack}, and CI runs the browser tests for real")
        pytest.skip(lack)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def show(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a page; whatever it logs, asks for or pops up is a failure at the end."""
    contexts: list[Any] = []
    heard: list[str] = []

    def opened(name: str, *, width: int = 1100, **options: Any) -> Any:
        path = tmp_path / f"{name}.html"
        path.write_text(PAGES[name](), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (heard.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: request.url != path.as_uri() and heard.append(f"request: {request.url}"))
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    # "data:," is the empty icon of our own, which needs no network
    assert [line for line in heard if line != "request: data:,"] == []


def axe_says(page: Any) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA and its best practices, as text."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['help']}: {[n['html'][:200] for n in v['nodes'][:3]]}" for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(name: str, scheme: str, show: Callable[..., Any]) -> None:
    """Contrast, names, roles and structure hold in light and dark, folded parts open."""
    page = show(name, color_scheme=scheme)
    for box in page.locator(".more input").all()[:5]:
        box.check()
    for summary in page.locator("summary").all():
        summary.click()
    assert axe_says(page) == []


def test_axe_can_find_something(show: Callable[..., Any]) -> None:
    """The check of the check: a page made worse is reported."""
    page = show("mixed")
    page.evaluate("document.querySelector('.meaning').style.color = '#ccc'; document.documentElement.lang = ''")
    assert {line.split(":")[0] for line in axe_says(page)} >= {"color-contrast", "html-has-lang"}


@pytest.mark.parametrize("width", [360, 1600])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_window(name: str, width: int, show: Callable[..., Any]) -> None:
    """Long names and matrices scroll inside their own box; the page itself never scrolls sideways."""
    page = show(name, width=width)
    for summary in page.locator("summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["hostile", "index-hostile"])
def test_hostile_strings_make_no_elements(name: str, show: Callable[..., Any]) -> None:
    """The browser's own parser finds no element that a student wrote (and `show` hears no dialog or request)."""
    page = show(name)
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == (1 if name == "index-hostile" else 0)
    assert "<script>alert('xss')</script>" in page.locator("h1").inner_text()


def test_the_policy_stops_what_escaping_would_miss(browser: Any, tmp_path: Path) -> None:
    """Script put into a finished page does not run: the policy is in force, not only written."""
    trap = (
        "<p id=trap onclick='window.ran = 1'>x</p><script>window.ran = 2</script><img src=x onerror='window.ran = 3'>"
    )
    path = tmp_path / "trap.html"
    context = browser.new_context()
    for html, ran in ((PAGES["mixed"](), False), ("<!doctype html><body></body>", True)):
        path.write_text(html.replace("</body>", f"{trap}</body>"), encoding="utf-8")
        page = context.new_page()
        page.goto(path.as_uri())
        page.click("#trap")
        assert page.evaluate("'ran' in window") is ran
    context.close()


def test_a_keyboard_opens_what_is_folded(show: Callable[..., Any]) -> None:
    """Tab leads first to the skip link; Enter opens the passed checks."""
    page = show("mixed")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the results"
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") is not None


def test_print_shows_what_is_folded(show: Callable[..., Any]) -> None:
    """Paper has nothing to click: the passed checks are printed."""
    page = show("mixed")
    inner = page.locator("details .rung-title").first
    assert not inner.is_visible()
    page.emulate_media(media="print")
    assert inner.is_visible()
    assert inner.bounding_box()["height"] > 0


def test_a_matrix_scrolls_in_its_box(show: Callable[..., Any]) -> None:
    """At 360 px a wide matrix is cut by its own box, which the keyboard can reach."""
    box = show("mixed", width=360).locator("pre", has_text="1.62434536").first
    assert box.evaluate("e => e.scrollWidth > e.clientWidth && e.tabIndex === 0")


def test_the_index_sorts_and_filters(show: Callable[..., Any]) -> None:
    """A click on a head sorts by it, another turns it round; the filter finds names and misconceptions."""
    page = show("index")
    scores = "Array.from(document.querySelectorAll('#class tbody')).map(b => Number(b.rows[0].cells[1].dataset.order))"
    page.get_by_role("button", name="Score").click()
    assert page.evaluate(scores) == sorted(page.evaluate(scores), reverse=True)
    page.get_by_role("button", name="Score").click()
    assert page.evaluate(scores) == sorted(page.evaluate(scores))
    assert page.locator("#class th[aria-sort]").evaluate_all("es => es.map(e => e.ariaSort)") == ["ascending"]
    page.get_by_role("button", name="Submission").click()
    assert page.locator("#class tbody a").first.inner_text() == "student000"
    page.get_by_label("Filter by").fill("STUDENT007")
    assert page.locator("#class tbody:not([hidden])").count() == 1
    assert page.locator("#shown").inner_text() == "1 of 43 shown"
    page.get_by_label("Filter by").fill("adam.epsilon_inside_root")
    assert 0 < page.locator("#class tbody:not([hidden])").count() < 43


def test_staff_details_open_by_keyboard(show: Callable[..., Any]) -> None:
    """A row's details are hidden until its box is ticked with the space bar."""
    page = show("index")
    body = page.locator("#class tbody", has=page.locator(".detail")).first
    assert not body.locator(".detail").is_visible()
    body.locator(".more input").focus()
    page.keyboard.press("Space")
    assert body.locator(".detail").is_visible()


def test_the_index_is_whole_without_script(show: Callable[..., Any]) -> None:
    """Where scripts are off, the table is there and details open; only sorting and filtering are gone."""
    page = show("index", java_script_enabled=False)
    assert page.locator("#class tbody").count() == 43
    assert page.locator("#class thead button").count() == 0
    assert not page.locator("#controls").is_visible()
    body = page.locator("#class tbody", has=page.locator(".detail")).first
    body.locator(".more input").check()
    assert body.locator(".detail").is_visible()
