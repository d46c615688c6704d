"""Generate fictional cables with known truth, for tests and benchmarks: no person, no event in them is real.

from generator import Form, generate, corpus, judge
made = generate(seed=7, form=Form.PAGE, damage=0.3)
made.text, made.truth, made.damages
judge(made.truth, kg.parse(made.text))      # field → right, marked, missing or wrong
"""

from generator.damage import KINDS, Damage
from generator.generate import Generated, corpus, generate
from generator.invented_cable import Form
from generator.judge_reading import FIELDS, Verdict, judge

__all__ = ["FIELDS", "KINDS", "Damage", "Form", "Generated", "Verdict", "corpus", "generate", "judge"]
