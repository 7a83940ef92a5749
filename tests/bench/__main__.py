"""``python -m tests.bench``: everything that is measured."""

from tests.bench import first_answer, reading

reading.main()
first_answer.main()
