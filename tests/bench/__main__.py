"""``python -m tests.bench``: everything that is measured."""

from tests.bench import building, deciding, first_answer, linting, reading

reading.main()
linting.main()
deciding.main()
building.main()
first_answer.main()
