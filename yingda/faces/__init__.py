# SPDX-License-Identifier: Apache-2.0
"""界面 Faces: what people see; one folder per face, sharing the kit."""
