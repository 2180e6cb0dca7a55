# SPDX-License-Identifier: Apache-2.0
"""坐席台 Desk: register an appeal, find a person's earlier cases, triage, follow up."""
