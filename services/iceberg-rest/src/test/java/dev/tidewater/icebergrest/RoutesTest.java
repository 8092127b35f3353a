package dev.tidewater.icebergrest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.iceberg.rest.Endpoint;
import org.junit.jupiter.api.Test;

class RoutesTest {
    private static final Route LOAD = Route.serving(Endpoint.V1_LOAD_TABLE, call -> Reply.noContent());
    private static final Route EXISTS = Route.serving(Endpoint.V1_TABLE_EXISTS, call -> Reply.noContent());
    private static final Route LIST = Route.serving(Endpoint.V1_LIST_TABLES, call -> Reply.noContent());
    private static final Route HEALTH = Route.unannounced("GET", "/health", call -> Reply.noContent());
    private static final Route PLAN = Route.lacking(Endpoint.V1_SUBMIT_TABLE_SCAN_PLAN);
    private static final Routes ROUTES = new Routes(List.of(LOAD, EXISTS, LIST, HEALTH, PLAN));

    @Test
    void findsTheRouteAndLeavesItsVariablesEncoded() {
        assertThat(ROUTES.match("GET", "/v1/namespaces/a%1Fb/tables/t%2F1"))
                .isEqualTo(new Routes.Match.Found(LOAD, Map.of("namespace", "a%1Fb", "table", "t%2F1")));
        assertThat(ROUTES.match("HEAD", "/v1/namespaces/a/tables/t"))
                .isEqualTo(new Routes.Match.Found(EXISTS, Map.of("namespace", "a", "table", "t")));
    }

    @Test
    void aTrailingSlashChangesNothing() {
        assertThat(ROUTES.match("GET", "/v1/namespaces/a/tables/"))
                .isEqualTo(new Routes.Match.Found(LIST, Map.of("namespace", "a")));
    }

    @Test
    void namesTheMethodsThatArePossible() {
        assertThat(ROUTES.match("PUT", "/v1/namespaces/a/tables/t"))
                .isEqualTo(new Routes.Match.WrongMethod("GET, HEAD"));
    }

    @Test
    void findsNothingForUnknownPathsPrefixesAndEmptyNames() {
        assertThat(ROUTES.match("GET", "/v1/prefix/namespaces/a/tables/t")).isEqualTo(new Routes.Match.Nothing());
        assertThat(ROUTES.match("GET", "/v1/namespaces//tables/t")).isEqualTo(new Routes.Match.Nothing());
        assertThat(ROUTES.match("GET", "/")).isEqualTo(new Routes.Match.Nothing());
    }

    @Test
    void announcesWhatItServesAndNothingElse() {
        assertThat(ROUTES.announced())
                .containsExactly(Endpoint.V1_LOAD_TABLE, Endpoint.V1_TABLE_EXISTS, Endpoint.V1_LIST_TABLES);
    }
}
