package dev.inventory.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.platform.failure.Failure;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureMapperTest {

    @ParameterizedTest
    @CsvSource({
        "23505, 409", // unique
        "23503, 409", // foreign key
        "08006, 503", // no connection
        "40001, 503", // serialization failure
        "40P01, 503", // PostgreSQL's deadlock
        "40XL1, 503" // Derby's lock time-out
    })
    void whatTheDatabaseRefusesIsSaidByItsState(String state, int status) {
        RuntimeException thrown = new IllegalStateException(new SQLException("as databases say it", state));

        assertThat(FailureMapper.known(thrown).map(Failure::status)).contains(status);
    }

    @Test
    void whatIsUnknownIsAnErrorOfTheServer() {
        assertThat(FailureMapper.known(new IllegalStateException(new SQLException("no such table", "42P01"))))
                .isEmpty();
    }
}
