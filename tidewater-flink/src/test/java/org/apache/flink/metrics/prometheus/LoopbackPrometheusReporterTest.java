package org.apache.flink.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class LoopbackPrometheusReporterTest {
    @Test
    void servesACounterOnLoopback() throws Exception {
        LoopbackPrometheusReporter reporter = new LoopbackPrometheusReporter(InetAddress.getLoopbackAddress(), 0);
        reporter.open(new MetricConfig());
        SimpleCounter counter = new SimpleCounter();
        counter.inc(7);
        reporter.notifyOfAddedMetric(counter, "numRecordsIn", new UnregisteredMetricsGroup());

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + reporter.port() + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).contains("numRecordsIn").contains("7.0");
        reporter.close();
    }
}
