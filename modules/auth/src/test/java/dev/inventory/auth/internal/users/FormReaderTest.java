package dev.inventory.auth.internal.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import org.junit.jupiter.api.Test;

class FormReaderTest {

    @Test
    void valuesAreDecoded() {
        Body body = FormReader.parse("old_password=a+b%26c&new_password=gr%C3%BC%C3%9Fe%2B=&empty");

        assertThat(body.secret("old_password", 99).orNull()).isEqualTo("a b&c");
        assertThat(body.secret("new_password", 99).orNull()).isEqualTo("grüße+=");
        assertThat(body.has("empty")).isTrue();
    }

    @Test
    void anEmptyFormIsAnEmptyBody() {
        assertThat(FormReader.parse("").has("")).isFalse();
    }

    @Test
    void whatIsAmbiguousOrBrokenIsRefused() {
        assertThatThrownBy(() -> FormReader.parse("a=1&a=2")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> FormReader.parse("a=%zz")).isInstanceOf(Rejected.class);
    }
}
