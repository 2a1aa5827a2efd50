# make report   build the book in build/book/html (executes notebooks whose sources changed)
# make sweeps   the full version of every sweep in reports/sweeps; make report shows it then (an interruption loses nothing)
# make bench    ratios of times and how costs grow, kept in reports/benchmarks.json for the book; on an idle machine
# make test     every test not marked slow
# Each makes .venv when it is missing, from requirements.lock.

PYTHON ?= python3
JOBS ?= 2
BIN := .venv/bin
INSTALLED := .venv/installed

# Two processes share the machine; threads inside each would only get in each other's way.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := report
.PHONY: report sweeps pdf test test-slow lab bench lock environment clean

report: $(INSTALLED)
	@$(BIN)/ganmech report

sweeps: $(INSTALLED)
	@for spec in reports/sweeps/*.toml; do $(BIN)/ganmech batch run $$spec --workers $(JOBS) || failed=1; done; exit $${failed:-0}

pdf: $(INSTALLED)
	@$(BIN)/ganmech report --pdf

test: $(INSTALLED)
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadgroup -m "not slow"

test-slow: $(INSTALLED)
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadgroup -m slow

lab: $(INSTALLED)
	@$(BIN)/ganmech lab

bench: $(INSTALLED)
	$(BIN)/python -m benchmarks

lock: $(INSTALLED)
	@echo "Pinning the requirements of pyproject.toml in requirements.lock"
	@$(BIN)/python -m pip install -q uv
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/python -m uv pip compile -q pyproject.toml \
	    --extra test --extra compiled --extra cluster --extra parquet --group build --universal --fork-strategy fewest --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-emit-find-links --output-file requirements.lock

environment: $(INSTALLED)
	@$(BIN)/python -m ganmech.environment && echo "Wrote environment.yml from pyproject.toml"

clean:
	rm -rf build artifacts .venv lib/*.egg-info

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null \
	    || { echo "ganmech needs Python 3.11 or newer, but $(PYTHON) is $$($(PYTHON) -V 2>&1); name another with make PYTHON=..."; exit 2; }
	@$(PYTHON) -c "import venv, ensurepip" 2>/dev/null \
	    || { echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu: apt install python3-venv"; exit 2; }
	@test -x $(BIN)/pip || { echo "Making .venv with $$($(PYTHON) -V)"; $(PYTHON) -m venv --clear .venv; }
	@echo "Installing requirements.lock into .venv (about a minute the first time)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
