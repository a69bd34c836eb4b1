package dev.tidemark.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Random;

/// Spoils a text in up to three places: cuts a little out, and puts a piece or any byte in.
///
/// @param random    decides everything
/// @param mostCut   the most bytes that one cut takes
/// @param pieces    what may be put in
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Mutilation(Random random, int mostCut, String... pieces) {
    /// The text, spoilt or not.
    public byte[] of(byte[] text) {
        byte[] out = text;
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(out.length + 1);
            int cut = Math.min(out.length - at, random.nextInt(random.nextInt(4) == 0 ? mostCut + 1 : 3));
            byte[] piece = random.nextInt(6) == 0
                    ? new byte[] {(byte) random.nextInt(256)}
                    : pieces[random.nextInt(pieces.length)].getBytes(UTF_8);
            ByteBuffer mutated = ByteBuffer.allocate(out.length - cut + piece.length);
            mutated.put(out, 0, at).put(piece).put(out, at + cut, out.length - at - cut);
            out = mutated.array();
        }
        return out;
    }
}
