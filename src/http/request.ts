/** A request body of known length. */
export interface Body {
  readonly contentType: string;
  /** The exact length of all chunks together. */
  readonly bytes: number;
  /** True for files. Their upload may take long, so the client accepts a longer silence. */
  readonly isUpload: boolean;
  /** Yields the body. A chunk is valid until the next one is requested, because its memory may be reused. */
  chunks(): AsyncIterable<Buffer>;
}

/** The client certificate for a server that requires one (mutual TLS), in PEM format. */
export interface ClientCertificate {
  /** The certificate with its chain. */
  readonly cert: string;
  /** The private key, encrypted if there is a passphrase. */
  readonly key: string;
  readonly passphrase?: string;
}

/** A request as the transport sends it. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined if the request has no body. */
  readonly body?: Body;
  /** Aborts the request. */
  readonly signal: AbortSignal;
  /** Undefined if the server does not require a client certificate. */
  readonly certificate?: ClientCertificate;
  /**
   * True if the server works on the request before it answers. After the whole request is sent, a longer silence is
   * allowed.
   */
  readonly thinks?: boolean;
  /** The longest silence after the whole request is sent, in milliseconds; undefined for the usual limits. */
  readonly silenceMs?: number;
  /**
   * True if the request needs a new connection. A reset of a kept connection does not show whether the server
   * received the request.
   */
  readonly freshConnection: boolean;
}
