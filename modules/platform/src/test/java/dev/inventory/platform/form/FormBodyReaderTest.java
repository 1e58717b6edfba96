package dev.inventory.platform.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Body;
import org.junit.jupiter.api.Test;

class FormBodyReaderTest {

    @Test
    void valuesAreDecoded() {
        Body body = FormBodyReader.parse("old_password=a+b%26c&new_password=gr%C3%BC%C3%9Fe%2B=&empty");

        assertThat(body.secret("old_password", 99).orNull()).isEqualTo("a b&c");
        assertThat(body.secret("new_password", 99).orNull()).isEqualTo("grüße+=");
        assertThat(body.has("empty")).isTrue();
    }

    @Test
    void anEmptyFormIsAnEmptyBody() {
        assertThat(FormBodyReader.parse("").has("")).isFalse();
    }

    @Test
    void whatIsAmbiguousOrBrokenIsRefused() {
        assertThatThrownBy(() -> FormBodyReader.parse("a=1&a=2")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> FormBodyReader.parse("a=%zz")).isInstanceOf(Rejected.class);
    }
}
