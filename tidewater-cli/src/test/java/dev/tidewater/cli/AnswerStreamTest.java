package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerStreamTest {
    @Test
    void writesUtf8WhateverTheLocale() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        AnswerStream stream = new AnswerStream(written);
        PrintStream printer = stream.printer();
        printer.print("größer 東京");
        printer.flush();
        assertThat(written.toByteArray()).isEqualTo("größer 東京".getBytes(StandardCharsets.UTF_8));
        assertThat(stream.failure()).isEmpty();
    }

    @Test
    void remembersThatTheDiskIsFull() {
        assertThat(failureOf("No space left on device").failure()).contains("No space left on device");
    }

    @Test
    void takesAReaderThatLeftForNoFailure() {
        assertThat(failureOf("Broken pipe").failure()).isEmpty();
    }

    private static AnswerStream failureOf(String reason) {
        AnswerStream stream = new AnswerStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        });
        PrintStream printer = stream.printer();
        printer.println("an answer");
        printer.flush();
        return stream;
    }
}
