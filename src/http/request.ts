/** A request body of known length. */
export interface Body {
  readonly contentType: string;
  readonly bytes: number;
  /** Files: they may take long, so only a lack of progress counts as silence. */
  readonly isUpload: boolean;
  /** Each chunk lasts until the next one is asked for: then its memory may be used again. */
  chunks(): AsyncIterable<Buffer>;
}

/** What this side shows of itself to a server that asks for it (mutual TLS); all of it PEM. */
export interface ClientCertificate {
  /** With its chain. */
  readonly cert: string;
  readonly key: string;
  readonly passphrase?: string;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body;
  readonly signal: AbortSignal;
  readonly certificate?: ClientCertificate;
  /** The server has to think before it answers: it may be silent for longer once it has the whole request. */
  readonly thinks?: boolean;
  /** A connection of its own: on a kept one, a reset leaves open whether the server saw the request. */
  readonly freshConnection: boolean;
}
