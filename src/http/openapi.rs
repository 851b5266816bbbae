//! The OpenAPI document: what every operation has in common is added here, once, from the table of routes: who may use it,
//! how to sign in, the key of a repeated request, and the problems it may answer with.
use super::problem::ProblemBody;
use crate::{domain::person::Role, formats::statement::StatementFormat};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Components, Content, Info, ObjectBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Required,
        ResponseBuilder, Schema,
        extensions::Extensions,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
        schema::Type,
        security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};

const SCHEME: &str = "token";

/// The document before any route is in it.
pub fn base() -> OpenApi {
    let mut info = Info::new("Relief Ledger", env!("CARGO_PKG_VERSION"));
    info.description = Some(
        "The ledger of a relief fund for victims of trafficking in human beings. Money is a string with exactly two \
         decimals; days are days in Baku; instants are RFC 3339 UTC. Unknown fields are refused by name."
            .into(),
    );
    let mut components = Components::new();
    let mut schemas: Vec<(String, RefOr<Schema>)> = vec![];
    ProblemBody::schemas(&mut schemas);
    schemas.push((ProblemBody::name().into_owned(), ProblemBody::schema()));
    // Words that stand in parameters only are not gathered from them.
    schemas.push((StatementFormat::name().into_owned(), StatementFormat::schema()));
    components.schemas.extend(schemas);
    let token =
        HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("A token of a person.")).build();
    components.add_security_scheme(SCHEME, SecurityScheme::Http(token));
    OpenApiBuilder::new().info(info).components(Some(components)).build()
}

/// The operations of a path, with their methods.
pub fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, post, .. } = item;
    get.iter_mut().map(|o| ("GET", o)).chain(post.iter_mut().map(|o| ("POST", o)))
}

/// Adds what all operations have in common.
pub fn complete(method: &str, path: &str, roles: Option<&'static [Role]>, operation: &mut Operation) {
    name(operation);
    place_parameters(operation);
    let mut statuses = vec![
        ("500", "Something broke inside; the answer does not say what."),
        (
            "503",
            "Try again in a moment, with the same key: not known to be written (`not_durable`), not to be read now \
             (`unreachable`), as many at once as the service takes (`busy`), or stopping (`stopping`).",
        ),
    ];
    if let Some(roles) = roles {
        guard(roles, operation);
        statuses.extend([
            ("401", "No valid token."),
            ("403", "The person holds none of the roles, or has another hand on it."),
            ("422", "Fields that cannot be taken, or rules that stand against it."),
        ]);
    }
    if path.contains('{') {
        statuses.push(("404", "There is nothing under this reference for this person."));
    }
    if method == "POST" {
        operation.parameters.get_or_insert_default().push(RefOr::T(key_header()));
        statuses.extend([
            ("400", "The body is no JSON that can be read in one way only."),
            ("408", "The body did not come in time."),
            ("409", "Not in this state, or the key was used with another body."),
            ("413", "The body is too large."),
            ("415", "The body is of another kind."),
        ]);
    }
    for (status, about) in statuses {
        let problem = Content::new(Some(Ref::from_schema_name(ProblemBody::name())));
        let response = ResponseBuilder::new().description(about).content("application/problem+json", problem);
        operation.responses.responses.entry(status.into()).or_insert_with(|| response.build().into());
    }
}

/// The name of a handler is one in its file only; with the noun it is one in the document. An answer says what it is.
fn name(operation: &mut Operation) {
    let noun = operation.tags.iter().flatten().next().cloned().unwrap_or_default();
    operation.operation_id = operation.operation_id.take().map(|verb| format!("{noun}_{verb}"));
    for response in operation.responses.responses.values_mut() {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            response.description = operation.summary.clone().unwrap_or_default();
        }
    }
}

/// Structs of parameters do not say where they stand; only a reference, an index, a number or a register stands in a path.
fn place_parameters(operation: &mut Operation) {
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter
            && parameter.parameter_in == ParameterIn::Path
            && !["id", "index", "number", "register"].contains(&parameter.name.as_str())
        {
            parameter.parameter_in = ParameterIn::Query;
            parameter.required = Required::False;
        }
    }
}

fn guard(roles: &'static [Role], operation: &mut Operation) {
    let words: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    let needs = format!("For: {}.", words.join(", "));
    operation.description = Some(match operation.description.take() {
        Some(text) => format!("{text}\n\n{needs}"),
        None => needs,
    });
    operation.extensions = Some(Extensions::from_iter([("x-roles", words)]));
    operation.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], _>(SCHEME, [])]);
}

fn key_header() -> Parameter {
    let schema = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(128));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("The same key with the same body is answered again, and done once."))
        .schema(Some(schema.build()))
        .build()
}
