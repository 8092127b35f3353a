package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BytesTextTest {
    @Test
    void showsTextAsText() {
        assertThat(BytesText.of(utf8("{\"name\": \"Zoë\"}\n\tend"), BytesText.BEGINNING))
                .isEqualTo("{\"name\": \"Zoë\"}\n\tend");
        assertThat(BytesText.of(new byte[0], BytesText.BEGINNING)).isEmpty();
    }

    @Test
    void showsOtherBytesAsAHexDump() {
        byte[] bytes = utf8("\0\0\0\0\7orders of |Zoë|");
        assertThat(BytesText.of(bytes, BytesText.BEGINNING)).isEqualTo("""
                00000000  00 00 00 00 07 6f 72 64  65 72 73 20 6f 66 20 7c  |.....orders of ||
                00000010  5a 6f c3 ab 7c                                    |Zo..||""");
        assertThat(BytesText.of(new byte[] {(byte) 0xC3, 0x28}, BytesText.BEGINNING))
                .endsWith("|.(|");
        assertThat(BytesText.of(utf8("\033[2J"), BytesText.BEGINNING)).contains("1b 5b 32 4a");
    }

    @Test
    void saysHowMuchIsMissing() {
        assertThat(BytesText.of(new byte[20], 16)).isEqualTo("""
                00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|
                ... 16 of 20 bytes; see all with: --all""");
        assertThat(BytesText.of(utf8("Zoë"), 3)).isEqualTo("Zo\n... 3 of 4 bytes; see all with: --all");
        assertThat(BytesText.of(new byte[20], BytesText.WHOLE)).hasLineCount(2);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
