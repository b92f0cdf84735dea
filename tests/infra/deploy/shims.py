"""What moto cannot take, rewritten on its way: Chalice's Swagger 2 into OpenAPI 3, and outputs of distributions."""

import json
from typing import Any

from botocore.session import Session

_OPERATIONS = ("ImportRestApi", "PutRestApi")


def install(session: Session) -> None:
    for operation in _OPERATIONS:
        session.register(f"provide-client-params.api-gateway.{operation}", _rewritten)
    for operation in ("CreateStack", "UpdateStack"):
        session.register(f"provide-client-params.cloudformation.{operation}", _without_attributes)


def _without_attributes(params: dict[str, Any], **_: Any) -> dict[str, Any]:
    """moto makes no distributions, so nothing could tell their domain."""
    template = json.loads(params["TemplateBody"])
    for output in template["Outputs"].values():
        if "Fn::GetAtt" in output["Value"]:
            output["Value"] = f"{output['Value']['Fn::GetAtt'][0].lower()}.edge.example"
    return params | {"TemplateBody": json.dumps(template)}


def _rewritten(params: dict[str, Any], **_: Any) -> dict[str, Any]:
    return params | {"body": json.dumps(_version_3(json.loads(params["body"])))}


def _version_3(old: dict[str, Any]) -> dict[str, Any]:
    moved = json.loads(json.dumps(old).replace("#/definitions/", "#/components/schemas/"))
    components = {"schemas": moved.pop("definitions", {}), "securitySchemes": moved.pop("securityDefinitions", {})}
    del moved["swagger"]
    for path in moved["paths"].values():
        for operation in path.values():
            _operation(operation)
    info = moved["info"] | {"description": "of a rehearsal"}
    return moved | {"openapi": "3.0.1", "info": info, "components": components}


def _operation(operation: dict[str, Any]) -> None:
    operation.pop("consumes", None)
    operation.pop("produces", None)
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = {"type": parameter.pop("type", "string")}
    for response in operation.get("responses", {}).values():
        response.setdefault("description", "")
        if schema := response.pop("schema", None):
            response["content"] = {"application/json": {"schema": schema}}
