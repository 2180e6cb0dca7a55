# SPDX-License-Identifier: Apache-2.0
"""应答 Yingda: the open platform of a city's 12345 hotline.

The floors, from the ground up; each imports only what is below it:

1. `standard` 服务标准   the rules, as dated data with their sources
2. `flow` 办理流程, `measure` 指标   one case, stage by stage; figures; pure
3. `record` 案卷, `ledgers` 台账, `roster` 名录   what is kept, in PostgreSQL
4. `office` 办公室, `readings` 读数   the one door for every act; every figure of the standard
5. `channels` 渠道, `faces` 界面   how appeals come in, how people see them
6. `config`   settings, commands, the supervised group of processes
"""

__version__ = "2026.11"
