"""Fictional cables with known truth, for tests and benchmarks: nobody in them exists, nothing in them happened.

from kg.testing import Form, generate, corpus, judge
made = generate(seed=7, form=Form.PAGE, damage=0.3)
made.text, made.truth, made.damages
judge(made.truth, kg.parse(made.text))      # field → right, marked, missing or wrong
"""

from kg.testing.damage import KINDS, Damage
from kg.testing.facts import Form
from kg.testing.generate import Generated, corpus, generate
from kg.testing.judge import FIELDS, Verdict, judge

__all__ = ["FIELDS", "KINDS", "Damage", "Form", "Generated", "Verdict", "corpus", "generate", "judge"]
