"""``python -m tests.bench``: everything that is measured."""

from tests.bench import deciding, first_answer, linting, reading

reading.main()
linting.main()
deciding.main()
first_answer.main()
