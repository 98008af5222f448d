//! Encryption with rustls, and how much of the server's certificate is checked.
//!
//! As in libpq, `prefer` and `require` check nothing, `verify-ca` checks who signed the certificate, and `verify-full`
//! also for which host name (manual, 32.19.1).

use std::path::Path;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, ring, verify_tls12_signature, verify_tls13_signature,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{ConnectError, ConnectErrorKind};
use crate::target::{Roots, TlsMode, TlsSettings};

pub(super) fn connector(settings: &TlsSettings) -> Result<MakeRustlsConnect, ConnectError> {
    let provider = Arc::new(ring::default_provider());
    let verifier = Arc::new(Verifier::new(settings, &provider)?);
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| {
            broken(
                format!("TLS cannot be set up: {error}"),
                "this is a defect of the program",
            )
        })?
        .dangerous()
        .with_custom_certificate_verifier(verifier);
    let mut config = match &settings.client {
        None => config.with_no_client_auth(),
        Some((certificate, key)) => {
            let chain = certificates(certificate)?;
            let private = PrivateKeyDer::from_pem_file(key).map_err(|error| {
                broken(
                    format!("cannot read the key {}: {error}", key.display()),
                    "check `sslkey`; it has to be PEM without a passphrase",
                )
            })?;
            config.with_client_auth_cert(chain, private).map_err(|error| {
                broken(
                    format!(
                        "the certificate {} and the key {} do not work: {error}",
                        certificate.display(),
                        key.display()
                    ),
                    "check `sslcert` and `sslkey`",
                )
            })?
        }
    };
    // PostgreSQL's name in the protocol negotiation; a direct negotiation needs it (manual, 54.2.10).
    config.alpn_protocols = vec![b"postgresql".to_vec()];
    Ok(MakeRustlsConnect::new(config))
}

fn broken(message: String, hint: &str) -> ConnectError {
    ConnectError::new(ConnectErrorKind::Tls, message, hint)
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, ConnectError> {
    let read = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    match read {
        Ok(certificates) if certificates.is_empty() => Err(broken(
            format!("{} holds no certificate", file.display()),
            "the file has to be PEM",
        )),
        Ok(certificates) => Ok(certificates),
        Err(error) => Err(broken(
            format!("cannot read the certificates in {}: {error}", file.display()),
            "put the authority's certificate there, name another file with sslrootcert (PGSSLROOTCERT), or use \
             sslrootcert=system",
        )),
    }
}

/// Checks as much as the mode asks for.
#[derive(Debug)]
struct Verifier {
    algorithms: WebPkiSupportedAlgorithms,
    /// Whom to trust; nobody when nothing is checked.
    trusted: Option<Trusted>,
    check_name: bool,
}

#[derive(Debug)]
struct Trusted {
    roots: Vec<CertificateDer<'static>>,
    chains: Arc<WebPkiServerVerifier>,
}

impl Verifier {
    fn new(settings: &TlsSettings, provider: &Arc<CryptoProvider>) -> Result<Self, ConnectError> {
        let roots = match &settings.roots {
            Roots::None => None,
            Roots::File(file) => Some(certificates(file)?),
            Roots::System => Some(rustls_native_certs::load_native_certs().certs),
        };
        let trusted = match roots {
            None => None,
            Some(roots) => {
                let mut store = RootCertStore::empty();
                store.add_parsable_certificates(roots.iter().cloned());
                let chains =
                    WebPkiServerVerifier::builder_with_provider(Arc::new(store), Arc::clone(provider))
                        .build()
                        .map_err(|error| {
                            broken(format!("no certificate to trust: {error}"), "check `sslrootcert`")
                        })?;
                Some(Trusted { roots, chains })
            }
        };
        Ok(Self {
            algorithms: provider.signature_verification_algorithms,
            trusted,
            check_name: settings.mode == TlsMode::VerifyFull,
        })
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let Some(trusted) = &self.trusted else {
            return Ok(ServerCertVerified::assertion());
        };
        let verdict =
            trusted
                .chains
                .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        match verdict {
            // The name is checked after the chain, so what fails here has a good chain.
            Err(Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if !self.check_name => Ok(ServerCertVerified::assertion()),
            // A self-signed certificate that is itself in the file of trusted ones: OpenSSL accepts it, webpki sees an
            // authority where it expects a server.
            Err(Error::InvalidCertificate(CertificateError::Other(_) | CertificateError::UnknownIssuer))
                if trusted.roots.iter().any(|root| root == end_entity) =>
            {
                if self.check_name {
                    rustls::client::verify_server_name(
                        &ParsedCertificate::try_from(end_entity)?,
                        server_name,
                    )?;
                }
                Ok(ServerCertVerified::assertion())
            }
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signed, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signed, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
