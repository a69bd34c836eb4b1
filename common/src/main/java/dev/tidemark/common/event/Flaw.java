package dev.tidemark.common.event;

import dev.tidemark.common.event.Decoded.Code;
import dev.tidemark.common.json.UnstorableJsonException;

/// The way out of the middle of an event that is none; it never leaves this package.
final class Flaw extends RuntimeException {
    final Code code;
    final String detail;

    Flaw(Code code, String detail) {
        super(detail, null, false, false);
        this.code = code;
        this.detail = detail;
    }

    /// A value that no store could hold, at this place in the event.
    static Flaw of(UnstorableJsonException unstorable, String path) {
        Code code =
                switch (unstorable.reason()) {
                    case CONTENT, LENGTH -> Code.UNSTORABLE_VALUE;
                    case DUPLICATE_NAME -> Code.DUPLICATE_NAME;
                };
        return new Flaw(code, path + ": " + unstorable.getMessage());
    }
}
