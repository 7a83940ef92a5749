"""Names that AWS's own managed policies carry although the service authorization reference has no entry for them.

Services that AWS has closed, and actions that were renamed or never written up: policies with them are in use, so they are not called unknown.

Source: AWS's managed policies as iann0036/iam-dataset (MIT) keeps them, read in November 2026, held against the data of 2026-10-27.
"""

from __future__ import annotations

from ...data.wildcards import matching

_SERVICES = """applicationwizard builderid catalog-admin catalog-user codestar crowd datazonecontrol deepcomposer deeplens deepracer ec2-reports
elastic-inference evidently iot1click iotevents iotroborunner mobilehub sagemaker-groundtruth-synthetic sumerian zocalo"""
SERVICES = frozenset(_SERVICES.split())
"""Prefixes of services that are closed or not described."""

_ACTIONS = {
    "budgets": """createbudget deletebudget describebudget describebudgets updatebudget""",
    "cloud9": """validateenvironmentname""",
    "cloudhsm": """createlunaclient deletelunaclient describehapg describelunaclient getconfig modifyhapg modifylunaclient""",
    "memorydb": """replicatemultiregionclusterdata""",
    "organizations": """createbuilderidownedaccount""",
    "payments": """accepttermsandconditionsforprogrambyaccountid batchgetpaymentprofiles createpaymentattempt createpaymentprofile get
    getacceptedtermsandconditionsforprogrambyaccountid getaccountbalance getdefaultpaymentprofile geteligiblecurrencies
    getpaymentattempt getpaymentpreferences getpreferredcurrency getrecommendedtermsandconditionsforprogram
    listpaymentprofiles searchfinancialrecords setpreferredcurrency updatepaymentprofile""",
    "qapps": """importdocumenttoqapp importdocumenttoqappsession""",
    "route53-recovery-control-config": """describeroutingcontrolbyname""",
    "securityagent": """batchgetagentinstances batchgetsecuritytestcontentmetadata batchgettasks createdocumentreview deletedocumentreview
    getcodereviewtask getdocreviewtask getdocumentreview getdocumentreviewartifact listagentinstances listcontrols
    listdocumentreviewcomments listdocumentreviews listtasks startpentestexecution stoppentestexecution""",
    "servicecatalog": """accountleveldescriberecord accountlevellistrecordhistory accountlevelscanprovisionedproducts gettagoptionmigrationstatus""",
    "ssm": """removetagstoresource""",
}


def fits(prefix: str, name: str) -> bool:
    """Whether an action, or one that a pattern stands for, is among them; *prefix* in lower case."""
    listed = _ACTIONS.get(prefix)
    return bool(listed and matching(name.lower(), listed.split()))
