import pytest
from cs_simulator.kubernetes import refusals
from cs_simulator.kubernetes.kinds import Kind

POD = Kind(kind="Pod", plural="pods")
DEPLOYMENT = Kind(group="apps", kind="Deployment", plural="deployments")
ABOUT_POD = {"name": "web", "kind": "pods"}
ABOUT_DEPLOYMENT = {"name": "web", "group": "apps", "kind": "deployments"}
MODIFIED = (
    'Operation cannot be fulfilled on pods "web": the object has been modified; please apply your'
    " changes to the latest version and try again"
)
BUDGET = refusals.Cause("DisruptionBudget", "no more may go", "")


@pytest.mark.parametrize(
    ("error", "status", "code", "message", "details"),
    [
        (
            refusals.not_found(DEPLOYMENT, "web"),
            404,
            "NotFound",
            'deployments.apps "web" not found',
            ABOUT_DEPLOYMENT,
        ),
        (
            refusals.already_exists(POD, "web"),
            409,
            "AlreadyExists",
            'pods "web" already exists',
            ABOUT_POD,
        ),
        (refusals.modified(POD, "web"), 409, "Conflict", MODIFIED, ABOUT_POD),
        (
            refusals.conflict(POD, "web", "it is late"),
            409,
            "Conflict",
            'Operation cannot be fulfilled on pods "web": it is late',
            ABOUT_POD,
        ),
        (
            refusals.forbidden(POD, "web", "it is late"),
            403,
            "Forbidden",
            'pods "web" is forbidden: it is late',
            ABOUT_POD,
        ),
        (
            refusals.forbidden(POD, "", "it is late"),
            403,
            "Forbidden",
            "pods is forbidden: it is late",
            {"kind": "pods"},
        ),
        (
            refusals.too_many_requests(POD, "web", "not now", [BUDGET]),
            429,
            "TooManyRequests",
            "not now",
            {
                **ABOUT_POD,
                "causes": [{"reason": "DisruptionBudget", "message": "no more may go"}],
            },
        ),
        (refusals.bad_request("what?"), 400, "BadRequest", "what?", {}),
        (
            refusals.method_not_allowed(DEPLOYMENT),
            405,
            "MethodNotAllowed",
            "the server does not allow this method on the requested resource",
            {"group": "apps", "kind": "deployments"},
        ),
        (
            refusals.unsupported_media_type("text/plain", ["application/json"]),
            415,
            "UnsupportedMediaType",
            (
                "the body of the request was in an unknown format - accepted media types include:"
                " application/json (not text/plain)"
            ),
            {},
        ),
        (refusals.expired("too old"), 410, "Expired", "too old", {}),
        (refusals.not_modelled("no"), 501, "NotImplemented", "no", {}),
    ],
    ids=lambda each: getattr(each, "code", ""),
)
def test_an_error_has_the_status_the_reason_and_the_details_of_kubernetes(
    error, status, code, message, details
):
    assert (error.status, error.code, error.message, error.details) == (
        status,
        code,
        message,
        details,
    )


@pytest.mark.parametrize(
    ("cause", "reason", "text"),
    [
        (refusals.required("spec.x"), "FieldValueRequired", "spec.x: Required value"),
        (refusals.required("a", "say it"), "FieldValueRequired", "a: Required value: say it"),
        (refusals.wrong("a", "B", "no"), "FieldValueInvalid", 'a: Invalid value: "B": no'),
        (refusals.wrong("a", 7, "no"), "FieldValueInvalid", "a: Invalid value: 7: no"),
        (refusals.forbidden_field("a", "no"), "FieldValueForbidden", "a: Forbidden: no"),
        (
            refusals.unsupported("a", "x", ["y", "z"]),
            "FieldValueNotSupported",
            'a: Unsupported value: "x": supported values: "y", "z"',
        ),
        (refusals.duplicate("a", "x"), "FieldValueDuplicate", 'a: Duplicate value: "x"'),
        (
            refusals.too_long("a", 5),
            "FieldValueTooLong",
            "a: Too long: may not be more than 5 bytes",
        ),
    ],
)
def test_a_cause_says_what_is_wrong_as_kubernetes_does(cause, reason, text):
    assert (cause.reason, cause.text) == (reason, text)


def test_an_object_with_one_fault_is_refused_with_its_cause():
    error = refusals.invalid(DEPLOYMENT, "web", [refusals.required("spec.selector")])

    assert error.status == 422
    assert error.message == 'Deployment.apps "web" is invalid: spec.selector: Required value'
    assert error.details == {
        "name": "web",
        "group": "apps",
        "kind": "Deployment",
        "causes": [
            {
                "reason": "FieldValueRequired",
                "message": "Required value",
                "field": "spec.selector",
            }
        ],
    }


def test_an_object_with_two_faults_is_refused_with_both():
    error = refusals.invalid(POD, "web", [refusals.required("a"), refusals.required("b")])

    assert error.message == 'Pod "web" is invalid: [a: Required value, b: Required value]'
    assert [cause["field"] for cause in error.details["causes"]] == ["a", "b"]
