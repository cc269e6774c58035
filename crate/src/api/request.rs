//! What a host asks: the shapes of the contract, checked.

use super::given::Given;
use super::object::Object;
use super::request_error::RequestError;

/// The keys of the options.
const OPTIONS: [&str; 15] = [
    "target",
    "dialect",
    "only",
    "install",
    "controllerNamespace",
    "dnsDomain",
    "namespace",
    "placeholders",
    "closed",
    "asOf",
    "config",
    "baseline",
    "cwd",
    "explain",
    "conformance",
];

/// Files and options.
#[derive(Debug, Default, Clone)]
pub struct Request {
    /// The files.
    pub files: Vec<InputFile>,
    /// How to look at them.
    pub options: Option<Options>,
}

/// A file: text or bytes.
#[derive(Debug, Default, Clone)]
pub struct InputFile {
    /// How it is named in answers.
    pub path: String,
    /// Its text.
    pub text: Option<String>,
    /// Its bytes.
    pub bytes: Option<Vec<u8>>,
    /// What it is, where its content does not say.
    pub role: Option<Role>,
}

/// What a file is, where its content does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The EnvoyGateway config.
    Config,
    /// Values of the gateway-helm chart.
    Values,
}

/// A release, several, or `all-supported`.
#[derive(Debug, Clone)]
pub enum Target {
    /// One, or `all-supported`.
    One(String),
    /// Several.
    Several(Vec<String>),
}

/// The options of the contract.
#[derive(Debug, Default, Clone)]
pub struct Options {
    pub(super) target: Option<Target>,
    pub(super) dialect: Option<String>,
    pub(super) only: Option<Vec<String>>,
    pub(super) install: Option<String>,
    pub(super) controller_namespace: Option<String>,
    pub(super) dns_domain: Option<String>,
    pub(super) namespace: Option<String>,
    pub(super) placeholders: Option<String>,
    pub(super) closed: Option<bool>,
    pub(super) as_of: Option<String>,
    /// gatelint.yaml.
    pub config: Option<InputFile>,
    /// A baseline. Without a text, one is made.
    pub baseline: Option<InputFile>,
    /// The folder that relative paths are seen from.
    pub cwd: Option<String>,
    /// `render` says where values came from.
    pub explain: Option<bool>,
    pub(super) conformance: Option<bool>,
}

impl Request {
    /// Reads a request.
    ///
    /// # Errors
    /// What is no request: an unknown key, a value of the wrong kind.
    pub fn read(given: Given) -> Result<Self, RequestError> {
        Request::of(Object::new(given, "a request", &["files", "options"])?)
    }

    /// Reads the request of an upgrade: one with two releases.
    ///
    /// # Errors
    /// As [`Request::read`], and a release that is missing.
    pub fn read_upgrade(given: Given) -> Result<(Self, [String; 2]), RequestError> {
        let mut request = Object::new(given, "a request", &["files", "options", "from", "to"])?;
        match (request.text("from")?, request.text("to")?) {
            (Some(from), Some(to)) => Ok((Request::of(request)?, [from, to])),
            _ => Err(RequestError::TwoReleases),
        }
    }

    #[inline(never)]
    fn of(mut request: Object) -> Result<Self, RequestError> {
        let files = request.list("files")?.unwrap_or_default();
        let files = files.into_iter().map(InputFile::read).collect::<Result<_, _>>()?;
        Ok(Request { files, options: Some(Options::read(request.take("options"))?) })
    }
}

impl InputFile {
    fn read_some(given: Given) -> Result<Option<Self>, RequestError> {
        if matches!(given, Given::Absent) { Ok(None) } else { InputFile::read(given).map(Some) }
    }

    fn read(given: Given) -> Result<Self, RequestError> {
        let mut file = Object::new(given, "a file", &["path", "text", "bytes", "as"])?;
        let bytes = match file.take("bytes") {
            Given::Absent => None,
            Given::Bytes(bytes) => Some(bytes),
            other => return Err(file.wrong("bytes", "a Uint8Array", &other)),
        };
        let role = file.text("as")?.map(|role| match role.as_str() {
            "config" => Ok(Role::Config),
            "values" => Ok(Role::Values),
            _ => Err(RequestError::Value { option: "as", value: role, expected: "it is config or values" }),
        });
        let path = file.text("path")?.unwrap_or_default();
        Ok(InputFile { path, text: file.text("text")?, bytes, role: role.transpose()? })
    }
}

impl Options {
    /// Reads the options.
    ///
    /// # Errors
    /// An unknown option, a value of the wrong kind.
    pub fn read(given: Given) -> Result<Self, RequestError> {
        let mut options = Object::new(given, "the options", &OPTIONS)?;
        let target = match options.take("target") {
            Given::Text(name) => Some(Target::One(name)),
            Given::List(names) => Some(Target::Several(options.texts_of("target", names)?)),
            Given::Absent => None,
            other => return Err(options.wrong("target", "a release or a list of releases", &other)),
        };
        Ok(Options {
            target,
            dialect: options.text("dialect")?,
            only: options.texts("only")?,
            install: options.text("install")?,
            controller_namespace: options.text("controllerNamespace")?,
            dns_domain: options.text("dnsDomain")?,
            namespace: options.text("namespace")?,
            placeholders: options.text("placeholders")?,
            closed: options.flag("closed")?,
            as_of: options.text("asOf")?,
            config: InputFile::read_some(options.take("config"))?,
            baseline: InputFile::read_some(options.take("baseline"))?,
            cwd: options.text("cwd")?,
            explain: options.flag("explain")?,
            conformance: options.flag("conformance")?,
        })
    }
}
