"""``python -m tests.bench``: everything that is measured."""

from tests.bench import deciding, first_answer, reading

reading.main()
deciding.main()
first_answer.main()
