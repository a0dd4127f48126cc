"""The dashboard SDK (extra ``grafana``), imported in one place.

It warns on import that its second dashboard form should be preferred. We write the classic form on purpose:
provisioned files of it are read by servers that do not know the newer form.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="Prefer using dashboardv2", category=DeprecationWarning)
    from grafana_foundation_sdk.builders import (
        bargauge,
        common,
        dashboard,
        prometheus,
        stat,
        statetimeline,
        table,
        timeseries,
    )
    from grafana_foundation_sdk.cog.encoder import JSONEncoder
    from grafana_foundation_sdk.models import common as common_models
    from grafana_foundation_sdk.models import dashboard as dashboard_models
    from grafana_foundation_sdk.models.prometheus import PromQueryFormat

__all__ = [
    "JSONEncoder",
    "PromQueryFormat",
    "bargauge",
    "common",
    "common_models",
    "dashboard",
    "dashboard_models",
    "prometheus",
    "stat",
    "statetimeline",
    "table",
    "timeseries",
]
