"""The form engine: ODK XForms, without a window and without the application.

`load` opens a compiled package, an XForm or an XLSForm; `Form.session` starts an answer set. An answer recomputes
only what depends on it, and returns the references that changed.
"""

from forms.api import Answer, Choice, Count, Entity, Frozen, Node, Problem, Remark
from forms.errors import FormError
from forms.form import Form, load
from forms.session import FormSession

__all__ = [
    "Answer", "Choice", "Count", "Entity", "Form", "FormError", "FormSession", "Frozen", "Node", "Problem", "Remark",
    "load",
]  # fmt: skip
