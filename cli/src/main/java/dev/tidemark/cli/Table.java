package dev.tidemark.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Rows in columns, printed piece by piece. Every cell is made safe for a terminal, and on one lines end where it does.
public final class Table {
    private static final String GAP = "  ";
    /// The most columns of a cell that is neither the first nor the last, on a terminal.
    private static final int WIDEST = 40;

    private final List<Column> columns;
    private final int[] widths;
    private final List<List<String>> rows = new ArrayList<>();
    private boolean begun;

    /// A column.
    private record Column(String name, boolean isNumber) {}

    /// A table without rows.
    ///
    /// @param names of its columns; `#` before a name says that it has numbers, which stand to the right
    public Table(String... names) {
        columns = List.of(names).stream()
                .map(name -> name.startsWith("#") ? new Column(name.substring(1), true) : new Column(name, false))
                .toList();
        widths = columns.stream()
                .mapToInt(column -> Terminal.width(column.name()))
                .toArray();
    }

    /// Adds a row: a cell for each column.
    public Table row(Object... cells) {
        List<String> row = new ArrayList<>(cells.length);
        for (int i = 0; i < cells.length; i++) {
            boolean isBetween = i > 0 && i < cells.length - 1;
            String cell =
                    cells[i] instanceof Long number ? "%,d".formatted(number) : Terminal.safe(cells[i].toString());
            row.add(Terminal.isOutput() && isBetween ? Terminal.cut(cell, WIDEST) : cell);
            widths[i] = Math.max(widths[i], Terminal.width(row.get(i)));
        }
        rows.add(row);
        return this;
    }

    /// Prints the rows that were added since this was last called; the first time with the names above them. Columns
    /// only ever grow wider.
    public void print(PrintWriter out) {
        if (!begun) {
            out.println(line(columns.stream().map(Column::name).toList()));
            begun = true;
        }
        rows.forEach(row -> out.println(line(row)));
        rows.clear();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(widths[i] - Terminal.width(cells.get(i)));
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i).isNumber() ? padding + cells.get(i) : cells.get(i) + padding);
        }
        return Terminal.cut(line.toString().stripTrailing(), Terminal.columns());
    }
}
