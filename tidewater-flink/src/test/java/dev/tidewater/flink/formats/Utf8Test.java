package dev.tidewater.flink.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Beside the JDK's decoder, which is strict when it reports. */
class Utf8Test {
    private final CharsetDecoder jdk = StandardCharsets.UTF_8.newDecoder();

    @Test
    void agreesWithTheJdkOnEverySequenceOfUpToThreeBytes() {
        byte[] amid = new byte[24];
        for (int bytes = 0; bytes < 1 << 24; bytes += bytes < 1 << 16 ? 1 : 7) {
            amid[10] = (byte) (bytes >>> 16);
            amid[11] = (byte) (bytes >>> 8);
            amid[12] = (byte) bytes;
            assertAgrees(amid, 10, 13);
        }
    }

    @Test
    void agreesWithTheJdkOnFourBytesAndOnTextsCutAnywhere() {
        Random random = new Random(1);
        byte[] text = "plain ascii, Größe, 日本語, 🙂🙂, more ascii to the end".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 200_000; i++) {
            byte[] damaged = text.clone();
            for (int flips = random.nextInt(3); flips > 0; flips--) {
                damaged[random.nextInt(text.length)] = (byte) random.nextInt();
            }
            int from = random.nextInt(text.length);
            assertAgrees(damaged, from, from + random.nextInt(text.length - from + 1));
        }
    }

    @Test
    void looksAtNothingOutsideOfTheText() {
        for (int length = 0; length < 40; length++) {
            for (int around = 0; around < 10; around++) {
                byte[] amid = new byte[around + length + around];
                Arrays.fill(amid, (byte) 0xFF);
                Arrays.fill(amid, around, around + length, (byte) 'x');
                assertThat(Utf8.validUntil(amid, around, around + length)).isEqualTo(around + length);
            }
        }
    }

    private void assertAgrees(byte[] bytes, int from, int to) {
        CharBuffer chars = CharBuffer.allocate(to - from + 1);
        ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
        CoderResult result = jdk.reset().decode(in, chars, true);
        int valid = result.isError() ? in.position() : to;
        if (Utf8.validUntil(bytes, from, to) != valid) {
            assertThat(Utf8.validUntil(bytes, from, to))
                    .as(HexFormat.of().formatHex(bytes, from, to))
                    .isEqualTo(valid);
        }
    }
}
