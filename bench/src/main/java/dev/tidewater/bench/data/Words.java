package dev.tidewater.bench.data;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** Texts of records. */
final class Words {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final String[] SYLLABLES = {
        "ber", "lin", "ham", "burg", "mad", "rid", "lon", "don", "par", "is", "vi", "en", "na", "os", "lo", "stock"
    };

    private Words() {}

    static byte[][] of(String... words) {
        byte[][] all = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            all[i] = words[i].getBytes(StandardCharsets.US_ASCII);
        }
        return all;
    }

    /** That many, as {@code prefix-00042}. */
    static byte[][] numbered(String prefix, int digits, int count) {
        return of(IntStream.range(0, count)
                .mapToObj(i -> {
                    String number = Integer.toString(i);
                    return prefix + "0".repeat(digits - number.length()) + number;
                })
                .toArray(String[]::new));
    }

    /** That many names of two to four syllables. */
    static byte[][] names(int count) {
        return of(IntStream.range(0, count)
                .mapToObj(i -> {
                    long random = Order.mix(i + 77);
                    StringBuilder name = new StringBuilder();
                    for (int n = 0; n < 2 + (random & 1) + (random >> 1 & 1); n++) {
                        name.append(SYLLABLES[(int) (random >>> (8 + n * 4) & 15)]);
                    }
                    return name.append(i).toString();
                })
                .toArray(String[]::new));
    }

    /** Hexadecimal digits of two random numbers. */
    static byte[] hex(long high, long low, int digits) {
        byte[] text = new byte[digits];
        for (int i = 0; i < digits; i++) {
            long from = i < 16 ? high : low;
            text[i] = HEX[(int) (from >>> (i % 16 * 4) & 15)];
        }
        return text;
    }

    /** As a UUID is written. */
    static byte[] uuid(long high, long low) {
        byte[] digits = hex(high, low, 32);
        byte[] text = new byte[36];
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            text[i] = i == 8 || i == 13 || i == 18 || i == 23 ? (byte) '-' : digits[from++];
        }
        return text;
    }

    /** Some words that nobody else has written. */
    static byte[] sentence(long random) {
        StringBuilder text = new StringBuilder();
        int words = 5 + (int) (random >>> 60 & 3);
        for (int i = 0; i < words; i++) {
            long word = Order.mix(random + i);
            text.append(i == 0 ? "" : " ")
                    .append(SYLLABLES[(int) (word & 15)])
                    .append(SYLLABLES[(int) (word >>> 4 & 15)]);
        }
        return text.append(' ').append(random & 0xFFFF).toString().getBytes(StandardCharsets.US_ASCII);
    }
}
