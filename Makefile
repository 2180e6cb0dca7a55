# SPDX-License-Identifier: Apache-2.0
# 应答 Yingda. `make help` lists what can be made.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := PYTHONUNBUFFERED=1 $(BIN)/python -m pip --disable-pip-version-check install --progress-bar off --no-input
TOLD := awk '/^(Collecting|Downloading|Installing|Building)/{printf "  %3d s  %s %s\n",systime()-t0,$$1,$$2;fflush()} BEGIN{t0=systime()}'
LOCK := .lock/bin/uv pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url \
  --no-header --no-annotate --python-version 3.11 pyproject.toml --extra build
.PHONY: help run test check lint docs bench bench-language lock rebuild show clean

help: ## 列出全部目标 · this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n",$$1,$$2}' Makefile

run: .venv/.run node_modules/.done ## 启动整套系统，Ctrl-C 停止；PHONE=1 连同电话 · start everything; PHONE=1 with the telephone
	@YINGDA_PHONE=$(PHONE) exec $(BIN)/yingda run

test: .venv/.test node_modules/.done ## 在真实 PostgreSQL 上运行全部测试 · all tests on a real PostgreSQL
	@requirements/debian test
	$(BIN)/pytest -n 2 $(ARGS)

lint: .venv/.test ## 代码检查：ruff、mypy、楼层约定 · ruff, mypy, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint docs test ## 与 CI 相同：检查、文档、测试 · what CI runs: lint, docs are fresh, test

docs: .venv/.test ## 生成文档；在 CI 中核对是否最新 · write the generated docs; under CI, check them
	@if [ -e yingda/config/management/commands/write_docs.py ]; then \
	  $(BIN)/yingda write_docs $(if $(CI),--check); fi

bench: .venv/.test ## 测速：与裸写数据库之比 · speed, against the floor in the same run
	$(BIN)/python -m bench $(ARGS)

bench-language: .venv/.test ## 量一量读与写得怎样，重写 docs/language.md · how well texts are read
	$(BIN)/python -m bench language units
	$(BIN)/python -m bench.language_hints
	$(BIN)/python -m bench.language_reading

lock: ## 重新锁定依赖 · lock the dependencies anew
	@test -x .lock/bin/uv || { $(PYTHON) -m venv .lock && .lock/bin/pip install -q uv; }
	$(LOCK) -o requirements/run.lock
	$(LOCK) --extra test -c requirements/run.lock -o requirements/test.lock
	npm install --ignore-scripts --package-lock-only --omit-lockfile-registry-resolved

rebuild: .venv/.run ## 重写全部台账 · write all ledgers afresh
	$(BIN)/yingda rebuild_ledgers

show: .venv/.run ## 显示一件工单的全过程 · one case as prose: make show CASE=number
	$(BIN)/yingda show_case $(CASE)

clean: ## 删除生成物，保留数据与密钥 · remove what was made; data and keys stay
	rm -rf .venv .lock node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info
	find yingda tests -name __pycache__ -prune -exec rm -rf {} + -o -name '*.mo' -delete

.venv/.run: requirements/run.lock
	@requirements/debian run
	@test -x $(BIN)/python || { echo "· 建立环境 .venv · making the environment"; $(PYTHON) -m venv .venv; }
	@echo "· 安装依赖（首次约一分钟）· installing what is locked (about a minute at first)"
	@$(PIP) --require-hashes -r requirements/run.lock | $(TOLD)
	@$(PIP) -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/.test: requirements/test.lock .venv/.run
	@echo "· 安装测试工具 · installing the tools of the tests"
	@$(PIP) --require-hashes -r requirements/test.lock | $(TOLD)
	@touch .venv/.run $@

node_modules/.done: package-lock.json
	@requirements/debian static
	@echo "· 安装静态文件（Bootstrap、htmx、SIP.js）· static files"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
