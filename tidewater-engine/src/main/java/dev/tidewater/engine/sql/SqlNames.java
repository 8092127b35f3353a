package dev.tidewater.engine.sql;

import java.util.List;

/** What there is to be named. What cannot be learnt now is not there. */
interface SqlNames {
    String currentCatalog();

    List<String> catalogs();

    List<String> databases(String catalog);

    /** With views and temporary ones. */
    List<String> tables(String catalog, String database);

    /** Tables that can be named without a database. */
    List<String> plainTables();

    List<String> topics();

    /** Of a table, a view, or a topic that is named plainly. */
    List<String> columns(List<String> path);
}
