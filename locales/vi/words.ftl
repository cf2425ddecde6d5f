### Own words, looked through for issues.

words-title = Mọi người tự nêu ra điều gì?
words-intro = Mọi người cũng trả lời bằng lời của mình. Ở đây quý vị đọc những lời ấy, không có tên, và cho biết chúng nói về vấn đề nào. Số người nêu một vấn đề đứng cạnh bảng xếp hạng, không bao giờ nằm trong đó.
words-survey = Khảo sát
words-which = Câu trả lời nào
words-show-new = Chưa xem
words-show-coded = Đã xem
words-show = Hiện
words-one = Câu trả lời { $number }
words-speaks-of = Lời này nói về:
words-none = Không vấn đề nào trong số này
words-save = Lưu
words-save-note = Câu trả lời không được đánh dấu vẫn ở đây để xem sau.
words-save-note-coded = Câu trả lời không được đánh dấu sẽ phải xem lại.
words-empty = Ở đây không còn gì để xem.
words-empty-coded = Chưa có câu trả lời nào được xem.
words-empty-no-survey = Chưa có khảo sát nào hỏi ý kiến bằng lời riêng.
words-raised = Tự nêu ra
words-raised-note = Số người, mỗi người tính một lần, hiện vẫn đồng ý. Các số nhỏ không được hiện.
words-col-topic = Vấn đề
words-col-people = Số người
words-few = Một vài
words-done-saved = Đã lưu.
words-done-back = Đã hoàn tác. Những câu trả lời này cần được xem lại.
words-fault-topic = Có người vừa gộp hoặc ngừng dùng một trong các vấn đề này. Vui lòng đánh dấu lại.
