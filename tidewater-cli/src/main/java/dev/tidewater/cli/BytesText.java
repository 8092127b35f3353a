package dev.tidewater.cli;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Bytes as people read them: as text if they are UTF-8 that a terminal can show, else as a hex dump. */
final class BytesText {
    static final int BEGINNING = 1_024;
    static final int WHOLE = Integer.MAX_VALUE;

    private static final int IN_A_LINE = 16;

    private BytesText() {}

    /**
     * Lines, without a line feed at the end.
     *
     * @param most bytes that are shown; if there are more, the last line says so
     */
    static String of(byte[] bytes, int most) {
        String shown = text(bytes)
                .map(text -> bytes.length <= most ? text : beginning(bytes, most))
                .orElseGet(() -> dump(bytes, Math.min(bytes.length, most)));
        String rest = bytes.length <= most
                ? ""
                : "\n... " + Units.number(most) + " of " + Units.count(bytes.length, "byte") + "; see all with: --all";
        return shown + rest;
    }

    /** The whole as text, if it is text. */
    static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.codePoints().allMatch(BytesText::isShown) ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Other control characters could do anything to a terminal. */
    private static boolean isShown(int codePoint) {
        return codePoint == '\n' || codePoint == '\r' || codePoint == '\t' || !Character.isISOControl(codePoint);
    }

    /** A character that is cut in two is left out. */
    private static String beginning(byte[] bytes, int most) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(most);
        decoder.decode(ByteBuffer.wrap(bytes, 0, most), text, false);
        return text.flip().toString();
    }

    private static String dump(byte[] bytes, int most) {
        StringBuilder dump = new StringBuilder();
        for (int line = 0; line < most; line += IN_A_LINE) {
            StringBuilder hex = new StringBuilder();
            StringBuilder letters = new StringBuilder();
            for (int i = line; i < Math.min(line + IN_A_LINE, most); i++) {
                hex.append(i % IN_A_LINE == IN_A_LINE / 2 ? "  " : " ")
                        .append(String.format(Locale.ROOT, "%02x", bytes[i]));
                letters.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '.');
            }
            dump.append(dump.isEmpty() ? "" : "\n")
                    .append(String.format(Locale.ROOT, "%08x %-50s |%s|", line, hex, letters));
        }
        return dump.toString();
    }
}
